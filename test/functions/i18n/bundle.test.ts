import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

describe('the words that the API bundle takes along', () => {
  it('are those of the API only, and need no Intl', async () => {
    const root = join(import.meta.dirname, '../../..');
    const { metafile, outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: ['functions/adapters/i18n/index.ts'],
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      outfile: 'words.mjs',
    });
    const files = Object.keys(metafile.inputs);
    expect(files.filter((file) => /mail|report|node_modules/.test(file))).toEqual([]);
    expect(files).toContain('functions/adapters/i18n/zh-CN/findings.ts');
    expect(outputFiles[0]?.text).not.toMatch(/\bIntl\b|toLocale/);
  });
});
