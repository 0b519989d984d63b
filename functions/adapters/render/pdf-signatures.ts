import { message, type SignaturesBlock } from '../../../domain/report/document.ts';
import { codeSquares, INK } from './paper.ts';
import { colour, type Doc, gap, keep, type Press, SIZE, write } from './pdf-press.ts';

/** Side of the QR code in points, its quiet zone included. */
const CODE_SIDE = 74;

const drawCode = (doc: Doc, text: string, left: number, top: number): void => {
  const { size, dark } = codeSquares(text);
  const cell = CODE_SIDE / (size + 8);
  doc.fillColor('#000000');
  for (const [x, y] of dark) doc.rect(left + (x + 4) * cell, top + (y + 4) * cell, cell, cell);
  doc.fill();
};

/** Boxes to sign in: so many beside each other, with that much between them, that high. */
const BOXES = { across: 3, space: 10, height: 104 } as const;

const boxRows = ({ signers }: SignaturesBlock): number =>
  Math.ceil((signers.length + 2) / BOXES.across);

/** Height of the block with its sentence, in points. */
export const signaturesHeight = (block: SignaturesBlock): number =>
  30 + boxRows(block) * (BOXES.height + BOXES.space);

/** Boxes to sign in, a place for the seal, and the code. */
export const signatures = (press: Press, block: SignaturesBlock, code: string): void => {
  const { doc, column } = press;
  const { across, space, height } = BOXES;
  const width = (column.width - space * (across - 1)) / across;
  const rows = boxRows(block);
  keep(press, signaturesHeight(block));
  write(press, press.say(block.sentence));
  gap(press, 6);
  const top = doc.y;
  const place = (index: number) => ({
    left: column.x + (index % across) * (width + space),
    y: top + Math.floor(index / across) * (height + space),
  });
  block.signers.forEach(({ role, name }, index) => {
    const { left, y } = place(index);
    const inside = { x: left + 8, width: width - 16 };
    doc.lineWidth(0.7).strokeColor(colour(INK.rule)).rect(left, y, width, height).stroke();
    doc.y = y + 7;
    write(press, press.say(role), { size: SIZE.small, colour: INK.muted }, inside);
    if (name !== undefined) write(press, name, { bold: true }, inside);
    for (const [line, key] of [
      [y + 66, 'page.signature'],
      [y + 90, 'page.signedOn'],
    ] as const) {
      doc
        .lineWidth(0.5)
        .strokeColor(colour(INK.muted))
        .moveTo(inside.x, line)
        .lineTo(inside.x + inside.width, line)
        .stroke();
      doc.y = line + 1;
      write(press, press.say(message(key)), { size: 6.8, colour: INK.muted }, inside);
    }
  });
  const seal = place(block.signers.length);
  doc.lineWidth(0.7).strokeColor(colour(INK.rule)).rect(seal.left, seal.y, width, height).stroke();
  doc.y = seal.y + 7;
  write(
    press,
    press.say(block.seal),
    { size: SIZE.small, colour: INK.muted },
    {
      x: seal.left + 8,
      width: width - 16,
    },
  );
  const { left, y } = place(block.signers.length + 1);
  drawCode(doc, code, left + (width - CODE_SIDE) / 2, y);
  doc.y = y + CODE_SIDE + 1;
  write(
    press,
    press.say(message('page.stamp')),
    { size: 6.8, colour: INK.muted, align: 'center' },
    {
      x: left,
      width,
    },
  );
  doc.y = top + rows * (height + space);
};
