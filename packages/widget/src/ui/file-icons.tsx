// Icons of the attachments; decorative, like those of icons.tsx.
const icon = (d: string) => () => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={d} />
  </svg>
);

export const ClipIcon = icon('m19 11-7 7a4 4 0 0 1-6-6l8-8a3 3 0 0 1 4 4l-8 8a1 1 0 0 1-2-2l7-7');
export const FileIcon = icon('M14 4H6v16h12V8zv4h4M9 12h6M9 16h6');
export const RemoveIcon = icon('m8 8 8 8M16 8l-8 8');
export const AgainIcon = icon('M19 12a7 7 0 1 1-2.1-5M19 4v4h-4');
