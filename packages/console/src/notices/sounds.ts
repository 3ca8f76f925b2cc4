// Two short tones per kind, made by the browser: no file is fetched (K85, K143). A browser that has not been touched yet stays silent.
import type { NoticeKind } from '@throughline/types';

const TONE_S = 0.12;
const LOUDNESS = 0.08;
/** Hertz, one after the other; apart enough to be told by ear. */
const TONES: Record<NoticeKind, readonly number[]> = {
  queue: [523, 659],
  reply: [784],
  mention: [659, 880],
  sla: [440, 349, 440],
};

let audio: AudioContext | null = null;

export function play(kind: NoticeKind): void {
  if (!('AudioContext' in window)) return;
  audio ??= new AudioContext();
  if (audio.state === 'suspended') {
    void audio.resume().catch((error: unknown) => console.error('no sound', error));
  }
  for (const [index, hertz] of TONES[kind].entries()) {
    const at = audio.currentTime + index * TONE_S;
    const gain = audio.createGain();
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + TONE_S);
    const tone = audio.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + TONE_S);
  }
}
