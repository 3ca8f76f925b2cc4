// What the visitor thought of it, a later chunk: most conversations that are read again are not over (W200).
import { askStyle } from './ui/ask-style.js';
import { surveyStyle } from './ui/survey-style.js';

export { Survey } from './ui/Survey.js';
export const style = askStyle + surveyStyle;
