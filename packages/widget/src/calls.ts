// What a page's own calls need, as one chunk: the commands, and the events they record.
export { createCommands } from './commands.js';
export { createEvents } from './events.js';
