import { LineRuleType } from 'docx';
import { INK } from './paper.ts';

const FONT = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'Microsoft YaHei' } as const;

/** Real styles, so that who edits the document can restyle it as a whole. */
export const styles = () => {
  const heading = (size: number, colour: string, before: number) => ({
    run: { size, bold: true, color: colour, font: FONT },
    paragraph: { spacing: { before, after: 120 }, keepNext: true },
  });
  return {
    default: {
      document: {
        run: { font: FONT, size: 20, color: INK.text },
        paragraph: { spacing: { after: 80, line: 288, lineRule: LineRuleType.AUTO } },
      },
      title: {
        run: { size: 40, bold: true, font: FONT, color: INK.text },
        paragraph: { spacing: { before: 60, after: 80 } },
      },
      heading1: heading(28, INK.accent, 480),
      heading2: heading(24, INK.text, 320),
      heading3: heading(22, INK.text, 240),
      heading4: heading(20, INK.text, 200),
    },
    paragraphStyles: [
      {
        id: 'UpturnCell',
        name: 'Upturn cell',
        basedOn: 'Normal',
        run: { size: 18 },
        paragraph: { spacing: { before: 30, after: 30, line: 260, lineRule: LineRuleType.AUTO } },
      },
      {
        id: 'UpturnCaption',
        name: 'Upturn caption',
        basedOn: 'Normal',
        run: { bold: true },
        paragraph: { spacing: { before: 160, after: 60 }, keepNext: true },
      },
      {
        id: 'UpturnQuote',
        name: 'Upturn quote',
        basedOn: 'Normal',
        paragraph: { spacing: { after: 160 } },
      },
      {
        id: 'UpturnGap',
        name: 'Upturn gap',
        basedOn: 'Normal',
        run: { size: 8 },
        paragraph: { spacing: { before: 0, after: 0, line: 120, lineRule: LineRuleType.EXACT } },
      },
      {
        id: 'UpturnEdge',
        name: 'Upturn edge',
        basedOn: 'Normal',
        run: { size: 15, color: INK.muted },
        paragraph: { spacing: { after: 0 } },
      },
    ],
  };
};
