import { readFile } from 'node:fs/promises';

/** Noto Sans SC (SIL Open Font License 1.1), which has Latin glyphs too. */
export interface FontFiles {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** File names as they lie beside the deployed bundle. */
export const FONT_FILES = {
  regular: 'NotoSansSC_400Regular.ttf',
  bold: 'NotoSansSC_700Bold.ttf',
} as const;

let loaded: Promise<FontFiles> | undefined;

/**
 * The fonts for reports on paper, read once for each execution environment from a folder.
 * @throws when a file is not there: the bundle was made without its fonts
 */
export const loadFonts = (folder: string | URL): Promise<FontFiles> => {
  loaded ??= Promise.all(
    [FONT_FILES.regular, FONT_FILES.bold].map((name) => readFile(new URL(name, folder))),
  ).then(([regular, bold]) => ({ regular, bold }) as FontFiles);
  return loaded;
};
