// The seams between the panel and the parts that most visitors never need: each is a chunk of its own, loaded after stage 3 when something
// calls for it. Types only. A part brings its own style and speaks through `t` (core/words.ts).
import type { ComponentType, RefObject } from 'preact';
import type { Availability, ConversationView, DetailsBody, FileRef, SurveyBody } from '@throughline/types';
import type { Chat, HomeParts, PanelHost } from './panel.js';

/** What a message says: a markdown subset as vnodes (W160), and what may be pressed instead of typing. */
export interface RichParts {
  /** Content of one bubble. */
  Words: ComponentType<{ text: string }>;
  QuickReplies: ComponentType<{ labels: readonly string[]; pick(label: string): void }>;
  style: string;
}

/** What the composer asks of the attachments beside it. */
export interface Tray {
  /** Stored at the relay and not yet sent, in the order they were chosen. */
  ready(): readonly FileRef[];
  /** They were sent: forget them. What is still on its way stays. */
  sent(files: readonly FileRef[]): void;
}
export interface AttachProps {
  /** Told who it is once it is there. */
  self: RefObject<Tray | null>;
  host: PanelHost;
  /** Paste and drop are heard on it. */
  box: RefObject<HTMLElement | null>;
  /** Something became ready, failed or went: the send button may change. */
  changed(): void;
}
/** What the visitor attaches (W170, W171). */
export interface AttachParts {
  /** The button beside the text, and above it the queue with progress, cancel and retry. Drawn inside the composer, before the text. */
  Attach: ComponentType<AttachProps>;
  /** The visitor leaves: takes away all files that are not sent, those on their way included. */
  forget(host: PanelHost): void;
  style: string;
}
/** What was attached (W172). */
export interface FilesParts {
  /** The files of one message, in its bubble. */
  FileList: ComponentType<{ files: readonly FileRef[]; host: PanelHost }>;
  style: string;
}

export interface AskProps {
  host: PanelHost;
  view: ConversationView;
  /** What the relay heard from this visitor before (W190); what it hears from now on is added. */
  told: Record<string, string>;
  /** Puts an entry into the conversation; false: not taken. */
  say(kind: 'details', body: DetailsBody): Promise<boolean>;
  say(kind: 'survey', body: SurveyBody): Promise<boolean>;
}
/** What the site asks the visitor to begin with (W190). Drawn between the thread and the composer. */
export interface AskParts {
  /** Draws nothing when there is nothing to ask. */
  Ask: ComponentType<AskProps>;
  /** The site asks before the first message and has no answer yet: no composer until then. */
  blocks(props: Pick<AskProps, 'host' | 'view' | 'told'>): boolean;
  style: string;
}

/** What the site asks the visitor when it is over (W200). Drawn where the form was. */
export interface SurveyParts {
  /** Draws nothing when there is nothing to ask. */
  Survey: ComponentType<AskProps>;
  style: string;
}

export interface MenuProps {
  host: PanelHost;
  chat: Chat;
  extras: Extras;
}
/** What goes on beside the conversation. */
export interface Extras {
  /** True while sounds are wanted; remembered. */
  readonly sound: boolean;
  hush(quiet: boolean): void;
  stop(): void;
}
/** The "more" button of the header and what it opens (W126, W192, W211). */
export interface MenuParts {
  Menu: ComponentType<MenuProps>;
  style: string;
}
/** Sound, title, notifications, opening hours, the place in the line (W180–W182, W191, K57). */
export interface ExtrasParts {
  /** Listens to the host element's own events until `stop`. */
  watch(host: PanelHost, changed: () => void): Extras;
  /** When an answer can be expected, in words; empty: nothing is known (W191). */
  expected(availability: Availability | undefined, now: number): string;
  /** Above the thread, while its conversation waits in a line. */
  InLine: ComponentType<{ chat: Chat }>;
  style: string;
}

/** A site that asks first (W110). */
export interface GateParts {
  Gate: ComponentType<{ host: PanelHost }>;
  style: string;
}

declare module './panel.js' {
  interface LaterParts {
    home: HomeParts;
    rich: RichParts;
    files: FilesParts;
    attach: AttachParts;
    ask: AskParts;
    survey: SurveyParts;
    extras: ExtrasParts;
    menu: MenuParts;
    gate: GateParts;
  }
}
