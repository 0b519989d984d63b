import { upturnApp } from './upturn-app.ts';

upturnApp().synth();
