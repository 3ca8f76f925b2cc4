// The files of a message, a later chunk (W172).
import { fileStyle } from './ui/file-style.js';
import { shownFilesStyle } from './ui/shown-files-style.js';

export { FileList } from './ui/FileList.js';
export const style = fileStyle + shownFilesStyle;
