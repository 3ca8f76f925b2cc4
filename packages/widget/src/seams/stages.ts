// The seams between loader, door, visit and commands. Types only.
import type { WidgetSettings } from '@throughline/types';
import type { Events, OpenView, Receipt, State } from '../api.js';
import type { CreateEvents, EventFields } from '../core/events-port.js';
import type { Moment } from '../core/moment.js';
import type { Raw } from '../core/options.js';
import type { PageViews } from '../io/page-views.js';
import type { Visitor } from '../io/visitor.js';
import type { Launcher } from '../ui/launcher.js';
import type { Words } from '../core/words.js';
import type { LaterParts, Look } from './panel.js';
import type { Boot, ChatParts, Session } from './panel.js';
import type { AroundParts } from './around.js';

/** Who the visitor is, what is tracked, when the panel comes. */
export interface Visit {
  readonly unread: number;
  readonly anonymousId: string;
  readonly userId: string | null;
  /** A visitor who was here before is shown what waits. */
  resume(): void;
  /** Fetches what a press of the launcher will need. */
  near(): void;
  /** The page changed its options. */
  update(): void;
  /** The visitor's answer (W110). */
  consent(granted: boolean): void;
  /** Rejects with a ThroughlineError when the relay refused the site or cannot be reached. */
  readonly settings: Promise<WidgetSettings>;
  /** Resolves when something may be stored and sent; undefined: it may. */
  permitted(): Promise<void> | undefined;
  /** Queues an event; resolves with its receipt. */
  add(fields: EventFields, moment: Moment): Promise<Receipt>;
  flush(): Promise<void>;
  readonly visitor: Visitor;
  /** First use: from now on the visitor is remembered. */
  use(): void;
  /** The relay verified somebody: own conversations may be others now. */
  identified(session: Session): void;
  reset(): Promise<void>;
  open(view?: OpenView, written?: string): Promise<void>;
  close(): void;
  toggle(): void | Promise<void>;
  stop(): void;
}

/** Address of a chunk relative to the relay's base, and the SHA-384 of its content. */
export interface ChunkFile {
  path: string;
  integrity: string;
}
export type LoadChunk = <Module>(file: ChunkFile) => Promise<Module>;

/** Everything loaded later. Rejects when a chunk was refused. */
export interface Chunks {
  calls(): Promise<{ createCommands: CreateCommands; createEvents: CreateEvents }>;
  panel(): Promise<{ boot: Boot }>;
  chat(): Promise<ChatParts>;
  later<Name extends keyof LaterParts>(name: Name): Promise<LaterParts[Name]>;
  look(): Promise<Look>;
  /** What the panel says in this language (W140). @param locale one of LOCALES but `en` */
  words(locale: string): Promise<Words>;
  around(): Promise<AroundParts>;
}

/** Stage 1, as the others see it. */
export interface Stage {
  readonly version: string;
  /** The host element; events are dispatched on it as `throughline:<name>` (W30). */
  readonly element: HTMLElement;
  state: State;
  /** Set while started: all options given; `site` is one, `host` ends in a slash. */
  options?: Raw | undefined;
  /** What the relay says about the site; rejects with the status of a refusal, else with what the browser says. */
  settings?: Promise<WidgetSettings>;
  known?: WidgetSettings | undefined; // once `settings` resolved
  /** Pages seen; nobody was told about them yet. */
  views?: PageViews;
  /** Drawn at the first call. */
  launcher(): Launcher;
  /** Does nothing without a site key, from here or from the page. */
  start(given?: unknown): void;
  stop(): void;
}

/** What the loader loads first. */
export interface Door {
  /** One public command, as a page may call it: never throws, and its rejection may be ignored. */
  run(name: string, args: readonly unknown[], moment: Moment): unknown;
  visit(): Visit | undefined;
  resume(): void;
  /** The visitor may press soon. */
  near(): void;
}
export type OpenDoor = (stage: Stage, load: LoadChunk) => Door;

/** What the visit asks of the door. */
export interface VisitOptions {
  stage: Stage;
  options: Raw;
  settings: Promise<WidgetSettings>;
  chunks: Chunks;
  emit<K extends keyof Events>(event: K, payload?: Events[K]): void;
  /** Tells the site about a failure nobody awaits. */
  report(error: unknown): unknown;
}

export type Command = (moment: Moment, ...args: readonly unknown[]) => unknown;
export interface CommandsOptions extends Pick<VisitOptions, 'stage' | 'emit' | 'report'> {
  /** The visit; throws before `init` and after `destroy`. */
  live(): Visit;
  /** Takes everything away. */
  stop(): void;
}
export type CreateCommands = (options: CommandsOptions) => Record<string, Command>;
