// Outlines that nothing before the first paint shows (K126); drawn by `Glyph`.
export const DOWNLOAD = 'M12 4v11M7.5 11L12 15.5 16.5 11M5 20h14';
export const LOCK = 'M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z';
export const PIN = 'M12 21s7-6.2 7-11a7 7 0 1 0-14 0c0 4.8 7 11 7 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z';
