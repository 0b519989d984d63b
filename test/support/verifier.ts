import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

let built: Promise<Uint8Array> | undefined;

/** The one-file verifier, made as the deployment makes it. */
export const verifierFile = (): Promise<Uint8Array> => {
  built ??= build({
    entryPoints: [fileURLToPath(new URL('../../infra/scripts/verify.ts', import.meta.url))],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    charset: 'utf8',
    write: false,
  }).then(({ outputFiles }) => outputFiles[0]?.contents ?? new Uint8Array());
  return built;
};
