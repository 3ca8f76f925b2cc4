// Structured log with an allow-list of fields (S83): ids, sizes, codes, durations. Never bodies, names, addresses, tokens.
export interface LogFields {
  site?: string;
  conversation?: string;
  visitor?: string;
  agent?: string;
  code?: string;
  errorId?: string;
  method?: string;
  route?: string;
  status?: number;
  ms?: number;
  count?: number;
  bytes?: number;
  event?: string;
  error?: Error;
}
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
