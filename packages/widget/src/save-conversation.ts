// The whole conversation as a text file: what was said before the part that is on screen is fetched first.
import { transcriptText } from './ui/transcript-text.js';
import { saveText } from './save-text.js';
import type { Chat } from './seams/panel.js';

const STEP_MS = 50;
const PATIENCE_STEPS = 100; // then it is what is there

/** @param site its name, for the heading and the file */
export async function saveConversation(chat: Chat, site: string): Promise<void> {
  for (let left = PATIENCE_STEPS, floor = -1; chat.thread().pub.floor > 0 && left > 0; left -= 1) {
    const now = chat.thread().pub.floor;
    if (now !== floor) chat.older();
    if (now < floor) left = PATIENCE_STEPS;
    floor = now;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  const day = new Date().toISOString().slice(0, 10);
  saveText(transcriptText(chat.thread(), site), `${site.replace(/[^\p{L}\p{N}]+/gu, '-') || 'chat'}-${day}.txt`);
}
