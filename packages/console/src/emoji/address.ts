// Where the relay serves the emoji (K37, K143), below its base. The build puts the hashed name of the file here; nothing asks before that.
export const EMOJI_PATH = 'console/assets/emoji.json';
