// Two soft tones when a message comes (W182), made on the spot: no page has to allow us a media file.
// Invariant: silent until the visitor did something in the panel, as browsers ask for too.
export interface Sound {
  play(): void;
  stop(): void;
}

const TONES = [
  { hz: 660, atS: 0 },
  { hz: 880, atS: 0.11 },
];
const FADE_S = 0.26; // the last one ends 0.37 s after the first began
const LOUD = 0.07;

/** @param inside where the visitor's hand is seen: key presses, text, and clicks on buttons come through there */
export function createSound(inside: ShadowRoot, wanted: () => boolean): Sound {
  let audio: AudioContext | undefined;
  const signs = ['click', 'keydown', 'input'];
  const unlock = (): void => {
    if (audio || !wanted()) return;
    try {
      audio = new AudioContext();
    } catch {
      return; // no sound on this device
    }
    void audio.suspend();
  };
  const tone = (context: AudioContext, { hz, atS }: { hz: number; atS: number }): OscillatorNode => {
    const begin = context.currentTime + atS;
    const [voice, volume] = [context.createOscillator(), context.createGain()];
    voice.frequency.value = hz;
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(LOUD, begin + 0.012);
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + FADE_S);
    voice.connect(volume).connect(context.destination);
    voice.start(begin);
    voice.stop(begin + FADE_S);
    return voice;
  };
  for (const sign of signs) inside.addEventListener(sign, unlock);
  return {
    play() {
      const context = audio;
      if (!context || !wanted()) return;
      context.resume().then(
        () => {
          const voices = TONES.map((one) => tone(context, one));
          voices.at(-1)?.addEventListener('ended', () => void context.suspend());
        },
        () => undefined, // the browser wants another gesture first
      );
    },
    stop() {
      for (const sign of signs) inside.removeEventListener(sign, unlock);
      void audio?.close();
    },
  };
}
