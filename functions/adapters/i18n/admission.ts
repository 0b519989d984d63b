import type { Language } from '../../../domain/plan/vocabulary.ts';

/** The words of one mail to somebody at the door. */
export interface AdmissionWords {
  readonly subject: string;
  readonly heading: string;
  readonly about: string;
  readonly next: string;
  /** Left out of a mail that opens nothing. */
  readonly link?: string;
  readonly why: string;
  /** `{date}`, of a link. */
  readonly ends: string;
}

interface Catalogue {
  readonly signUp: AdmissionWords;
  /** `{company}` in `about`. */
  readonly invitation: AdmissionWords;
  /** To the address that mail went to, and to the one that it goes to; `{company}` in `about`. */
  readonly moved: Readonly<Record<'old' | 'new', AdmissionWords>>;
  readonly whyLabel: string;
  readonly nextLabel: string;
  readonly automatic: string;
}

const en: Catalogue = {
  signUp: {
    subject: 'Please confirm your e-mail address',
    heading: 'One step is missing',
    about: 'Somebody, most likely you, has signed up a company with this e-mail address.',
    next: 'Open the link to confirm the address. The company is set up then, and a second mail brings your first password.',
    link: 'Confirm the address',
    why: 'this address was given when the company was signed up.',
    ends: 'The link works once, until {date}. If it was not you, do nothing: nothing has been set up, and what was entered is deleted.',
  },
  invitation: {
    subject: 'Your invitation',
    heading: 'You have been invited',
    about: 'You have been invited to sign in at Upturn, by: {company}.',
    next: 'Open the link to accept. A second mail brings your first password.',
    link: 'Accept the invitation',
    why: 'an administrator or HR has entered this address for you.',
    ends: 'The link works once, until {date}. If you do not know the sender, do nothing.',
  },
  moved: {
    old: {
      subject: 'Your mail goes to another address',
      heading: 'Your mail goes to another address',
      about: 'Mail about your work at Upturn no longer comes here, as entered by: {company}.',
      next: 'Nothing, if you know of it. You sign in as before.',
      why: 'this was the address of your mail until now.',
      ends: 'If you do not know of it, tell your HR department at once.',
    },
    new: {
      subject: 'Your mail comes here now',
      heading: 'Your mail comes here now',
      about: 'Mail about your work at Upturn comes to this address now, as entered by: {company}.',
      next: 'Nothing. You sign in as before, with the address that you have signed in with so far.',
      why: 'an administrator or the head of HR has entered this address for you.',
      ends: 'If you do not know the sender, tell them, or do nothing.',
    },
  },
  whyLabel: 'Why you get this mail: ',
  nextLabel: 'What is next: ',
  automatic: 'This mail was sent automatically; replies are not read.',
};

const zhCN: Catalogue = {
  signUp: {
    subject: '请确认您的邮箱地址',
    heading: '还差一步',
    about: '有人（很可能就是您）使用此邮箱地址注册了一家公司。',
    next: '请打开链接确认邮箱地址。确认后公司即完成注册，初始密码将另行发送。',
    link: '确认邮箱地址',
    why: '注册公司时填写了此邮箱地址。',
    ends: '链接仅可使用一次，有效期至{date}。如非您本人操作，请忽略本邮件：公司尚未建立，所填信息会自动删除。',
  },
  invitation: {
    subject: '邀请您加入',
    heading: '您收到一份邀请',
    about: '现邀请您登录 Upturn，邀请方：{company}。',
    next: '请打开链接接受邀请，初始密码将另行发送。',
    link: '接受邀请',
    why: '管理员或 HR 登记了您的邮箱地址。',
    ends: '链接仅可使用一次，有效期至{date}。如您不认识邀请方，请忽略本邮件。',
  },
  moved: {
    old: {
      subject: '您的通知邮箱已变更',
      heading: '您的通知邮箱已变更',
      about: 'Upturn 发给您的邮件今后不再寄往此邮箱，登记方：{company}。',
      next: '如您知悉此事，无需任何操作，登录方式不变。',
      why: '此前您的通知邮件一直寄往此邮箱。',
      ends: '如您并不知情，请立即联系您公司的 HR。',
    },
    new: {
      subject: '您的通知邮箱已变更为此邮箱',
      heading: '今后的通知将寄往此邮箱',
      about: 'Upturn 发给您的邮件今后将寄往此邮箱，登记方：{company}。',
      next: '无需任何操作。登录方式不变，请继续使用原来的登录邮箱。',
      why: '管理员或 HR 负责人为您登记了此邮箱。',
      ends: '如您不认识登记方，可告知对方，或忽略本邮件。',
    },
  },
  whyLabel: '您收到本邮件的原因：',
  nextLabel: '下一步：',
  automatic: '本邮件由系统自动发送，请勿回复。',
};

/** The words of mails to people at the door. */
export const admissionWords = (language: Language): Catalogue => (language === 'en' ? en : zhCN);
