import { brotliDecompressSync } from 'node:zlib';

/**
 * Takes the place of `brotli/decompress.js`, half a megabyte of JavaScript, in the bundles: fontkit
 * wants it for WOFF2 fonts, and Node has the same.
 */
export default (compressed: Uint8Array): Uint8Array => brotliDecompressSync(compressed);
