// Icons as vnodes: no picture is fetched and none is written as HTML (S58). Decoration only: the words stand beside them.
import type { VNode } from 'preact';
import type { Channel } from '@throughline/types';

const PATHS = {
  inbox: 'M4 13h4l1.5 3h5L16 13h4M4 13l2.6-7h10.8L20 13v6H4z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5',
  queue: 'M4 6h16M4 12h11M4 18h7M18 14v6M15 17h6',
  all: 'M4 6h16M4 12h16M4 18h16',
  archive: 'M4 5h16v4H4zM6 9v10h12V9M10 13h4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  seal: 'M12 3l2.2 1.8 2.8-.2.7 2.7 2.3 1.6-1.1 2.6 1.1 2.6-2.3 1.6-.7 2.7-2.8-.2L12 21l-2.2-1.8-2.8.2-.7-2.7L4 15.1l1.1-2.6L4 9.9l2.3-1.6.7-2.7 2.8.2zM8.8 12.2l2.2 2.2 4.2-4.4',
  alert: 'M12 4l9 16H3zM12 10v4.5M12 17.2v.3',
  note: 'M5 4h14v11l-5 5H5zM14 20v-5h5',
  send: 'M4 12l16-8-5 16-3.5-6.5z',
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  transfer: 'M4 8h13l-3.5-3.5M20 16H7l3.5 3.5',
  panel: 'M4 5h16v14H4zM15 5v14',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  chat: 'M4 5h16v11H9l-5 4z',
  globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
  phone: 'M6 3h3l1.5 5L8 10c1 2.5 3.5 5 6 6l2-2.5 5 1.5v3c0 1.5-1 3-3 3C10 20.5 3.5 14 3 6c0-2 1.5-3 3-3z',
  keypad: 'M6 5h.1M12 5h.1M18 5h.1M6 11h.1M12 11h.1M18 11h.1M6 17h.1M12 17h.1M18 17h.1',
  mail: 'M3 6h18v12H3zM3 7l9 6.5L21 7',
  mobile: 'M8 3h8v18H8zM11 18h2',
  branch: 'M4 20V9l8-5 8 5v11M4 20h16M9 20v-6h6v6',
  cart: 'M3 4h3l2.5 11h9L20 7H7M9.5 20h.1M16.5 20h.1',
  receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  desk: 'M4 7h16v10H4zM9 17v3h6v-3M8 20h8',
  megaphone: 'M4 10v4h3l8 5V5L7 10zM18.5 9.5a4 4 0 0 1 0 5',
  dot: 'M12 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2z',
  promise: 'M7 12l3.5 3.5L17 8.5M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  keyboard: 'M3 6h18v12H3zM7 10h.1M11 10h.1M15 10h.1M8 14h8',
  out: 'M14 4h5v16h-5M4 12h10M10 8l4 4-4 4',
  retry: 'M4 12a8 8 0 1 1 2.5 5.8M4 19v-5h5',
  link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1',
  more: 'M6 12h.1M12 12h.1M18 12h.1',
  insert: 'M20 5v7a3 3 0 0 1-3 3H5M9 11l-4 4 4 4',
  stop: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM6 6l12 12',
  settings: 'M4 8h7M15 8h5M4 16h3M11 16h9M13 6v4M9 14v4',
  clip: 'M19 11l-7.5 7.5a4.6 4.6 0 0 1-6.5-6.5L13 4a3 3 0 0 1 4.3 4.3L9.5 16a1.5 1.5 0 0 1-2.2-2.1L14 7.2',
  quick: 'M4 6h10v5H4zM10 14h10v5H10z',
  filter: 'M4 6h16M7 12h10M10 18h4',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20',
  moon: 'M19 14.5A8 8 0 0 1 9.5 5a8 8 0 1 0 9.5 9.5z',
  at: 'M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM15.5 8.5V13a2.5 2.5 0 0 0 5 0v-1a8.5 8.5 0 1 0-3.4 6.8',
  team: 'M9 11.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 18.5c.5-3 2.7-4.5 5.5-4.5s5 1.5 5.5 4.5M16 5.8a3 3 0 0 1 0 5.4M17.5 14.3c1.7.6 2.7 2 3 4.2',
  bookmark: 'M7 4h10v16l-5-4-5 4z',
  people: 'M12 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.6-3.8 3.4-6 7-6s6.4 2.2 7 6',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  tag: 'M4 4h8l8 8-8 8-8-8zM8.5 8.5h.1',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14c.8 1.4 2 2 3.5 2s2.7-.6 3.5-2M9 9.5h.1M15 9.5h.1',
  down: 'M6 9l6 6 6-6',
  saved: 'M4 4h16v12h-7l-4 4v-4H4zM8 8h8M8 12h5',
} as const;

export type IconName = keyof typeof PATHS;

export type IconSize = 12 | 14 | 16 | 20 | 28;

export function Icon({ name, size = 16 }: { name: IconName; size?: IconSize }): VNode {
  return <Glyph class={name === 'back' ? 'icon icon-back' : 'icon'} d={PATHS[name]} size={size} />;
}

export function Glyph({ d, size, ...rest }: { d: string; size: IconSize; class?: string }): VNode {
  return (
    <svg class="icon" {...rest} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={d} fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

/** The others are written like a chat. */
const CHANNEL_ICONS: Partial<Record<Channel, IconName>> = {
  web: 'globe',
  mobile_app: 'mobile',
  email: 'mail',
  voice: 'phone',
  ivr: 'keypad',
  telegram: 'send',
  branch: 'branch',
  order: 'cart',
  billing: 'receipt',
  back_office: 'desk',
  marketing: 'megaphone',
  partner_site: 'link',
  survey: 'check',
  other: 'dot',
};
export const channelIcon = (channel: Channel): IconName => CHANNEL_ICONS[channel] ?? 'chat';
