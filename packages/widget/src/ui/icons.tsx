// Icons as strokes in the text's colour; decorative: the button around one carries the name.
const icon = (d: string) => () => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={d} />
  </svg>
);

export const CloseIcon = icon('m7 7 10 10M17 7 7 17');
export const BackIcon = icon('m14.5 6-6 6 6 6');
export const SendIcon = icon('M12 19V5.5M6 11l6-6 6 6');
export const PlusIcon = icon('M12 5.5v13M5.5 12h13');
