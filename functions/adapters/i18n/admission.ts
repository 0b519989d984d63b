import type { Language } from '../../../domain/plan/vocabulary.ts';

/** The words of one mail to somebody at the door. */
export interface AdmissionWords {
  readonly subject: string;
  readonly heading: string;
  readonly about: string;
  readonly next: string;
  readonly link: string;
  readonly why: string;
  /** `{date}`. */
  readonly ends: string;
}

interface Catalogue {
  readonly signUp: AdmissionWords;
  /** `{company}` in `about`. */
  readonly invitation: AdmissionWords;
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
  whyLabel: '您收到本邮件的原因：',
  nextLabel: '下一步：',
  automatic: '本邮件由系统自动发送，请勿回复。',
};

/** The words of mails to people at the door. */
export const admissionWords = (language: Language): Catalogue => (language === 'en' ? en : zhCN);
