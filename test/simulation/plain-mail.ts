import type { MailModel } from '../../functions/adapters/mail/model.ts';
import type { renderMail as real } from '../../functions/adapters/mail/render-mail.ts';

/** Stands in for the typesetter: the checker reads what the mail says from its model. */
export const renderMail = ((model: MailModel) => ({
  subject: '',
  html: '',
  text: JSON.stringify(model),
  headers: {},
})) as unknown as typeof real;
