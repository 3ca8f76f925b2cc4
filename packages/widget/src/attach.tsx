// Choosing, dropping and pasting files, and the queue of those on their way, a later chunk (W170, W171).
import { attachStyle } from './ui/attach-style.js';
import { fileStyle } from './ui/file-style.js';

export { Attach } from './ui/Attach.js';
export { forget } from './uploads.js';
export const style = fileStyle + attachStyle;
