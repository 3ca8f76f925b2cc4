// What the site asks the visitor before or after the first message, a later chunk (W190).
import { askStyle } from './ui/ask-style.js';
import { formStyle } from './ui/form-style.js';

export { Ask } from './ui/Ask.js';
export { asksFirst as blocks } from './ui/asking.js';
export const style = askStyle + formStyle;
