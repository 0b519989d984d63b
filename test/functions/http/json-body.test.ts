import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BODY_MAX_BYTES, parseJsonBody } from '../../../functions/http/json-body.ts';

const MALFORMED = { ok: false, code: 'malformed' };

/** A JSON text of exactly so many bytes of UTF-8, made of a character of `width` bytes. */
const textOfBytes = (bytes: number, character = 'a'): string => {
  const width = Buffer.byteLength(character);
  const room = bytes - 2;
  return `"${character.repeat(Math.floor(room / width))}${'a'.repeat(room % width)}"`;
};

const nested = (depth: number, open: string, close: string): string =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;

describe('a body', () => {
  it('is measured in bytes of UTF-8, not in characters', () => {
    for (const character of ['a', 'é', '改', '😀']) {
      const fits = textOfBytes(BODY_MAX_BYTES, character);
      expect(Buffer.byteLength(fits)).toBe(BODY_MAX_BYTES);
      expect(parseJsonBody(fits), character).toMatchObject({ ok: true });
      expect(parseJsonBody(`${fits} `), character).toEqual({ ok: false, code: 'bodyTooLarge' });
    }
  });

  it('is told to be too large before it is told to be malformed', () => {
    expect(parseJsonBody('{'.repeat(BODY_MAX_BYTES + 1))).toEqual({
      ok: false,
      code: 'bodyTooLarge',
    });
  });

  it('nests twelve deep and no deeper, in lists, objects and behind escapes', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
      ['{"\\u0061":', '}'],
    ] as const) {
      expect(parseJsonBody(nested(12, open, close)), open).toMatchObject({ ok: true });
      expect(parseJsonBody(nested(13, open, close)), open).toEqual(MALFORMED);
    }
  });

  it('as deep as its size allows is refused and breaks nothing', () => {
    expect(parseJsonBody(nested(BODY_MAX_BYTES / 2 - 1, '[', ']'))).toEqual(MALFORMED);
    const escaped = nested(20_000, '{"\\u0061":', '}');
    expect(parseJsonBody(escaped)).toEqual(MALFORMED);
  });

  it.each([
    '{"__proto__":{"admin":true}}',
    '{"a":[{"__proto__":1}]}',
    '{"constructor":{"prototype":{"admin":true}}}',
    '{"\\u005f\\u005fproto__":{"admin":true}}',
    '{"__pr\\u006fto__":1}',
    '{"c\\u006Fnstructor":1}',
    '{"a":{"\\u0063onstructor":null}}',
  ])('with a key that reaches a prototype is refused: %s', (text) => {
    expect(parseJsonBody(text)).toEqual(MALFORMED);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it('may speak of such words in its values, and escape what it likes', () => {
    const text = '{"note":"constructor and __proto__","\\u540d":"\\u6539\\u8fdb"}';
    expect(parseJsonBody(text)).toEqual({
      ok: true,
      value: { note: 'constructor and __proto__', 名: '改进' },
    });
  });

  it.each(['', ' ', '{', '{"a":1,}', "{'a':1}", 'NaN', '{"a":1}{}', '\ufeff{}', '{"a":01}'])(
    'that is no JSON is malformed: %j',
    (text) => expect(parseJsonBody(text)).toEqual(MALFORMED),
  );

  it('parses to what JSON.parse makes of it, whichever way it took', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.boolean(), (value, careful) => {
        // A value that mentions the word sends the text to the careful parser.
        const given = careful ? { value, note: 'constructor' } : { value };
        const text = JSON.stringify(given);
        fc.pre(!/"(__proto__|constructor)":/.test(text));
        expect(parseJsonBody(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });
});
