import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Noto Sans SC (SIL Open Font License 1.1), which has Latin glyphs too. */
export interface FontFiles {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** The files in their package, and, under the same last name, in `fonts/` beside a deployed bundle. */
export const FONT_FILES = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
} as const;

/** Where a font lies: beside the bundle, or, for sources that run as they are, in its package. */
const placeOf = (file: string): string => {
  const beside = fileURLToPath(new URL(`fonts/${file.split('/').at(-1)}`, import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(file);
};

let loaded: Promise<FontFiles> | undefined;

/**
 * The fonts of PDFs, read once for each execution environment.
 * @throws when a file is not there: the bundle was made without its fonts
 */
export const loadFonts = (): Promise<FontFiles> => {
  loaded ??= Promise.all([
    readFile(placeOf(FONT_FILES.regular)),
    readFile(placeOf(FONT_FILES.bold)),
  ]).then(([regular, bold]) => ({ regular, bold }));
  return loaded;
};
