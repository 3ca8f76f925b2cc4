// Who owes an open promise, and since when it stands in their day (K72). Pure.
// The agent who gave it owes it wherever they are now; one that nobody of the console gave is owed by its department. A date that was
// announced is watched at its item (C38), and a quote asks nobody to do anything.
import type { CommitmentStatus, FoldedCommitment } from './model.js';

export interface Owed {
  /** One of `owersOf` its owner. */
  by: string;
  /** Until when. */
  at: number;
}

const ofAgent = (id: string): string => `agent ${id}`;
const ofDepartment = (name: string): string => `department ${name.trim().toLowerCase()}`;

/** Null: nobody has to do anything by a time, or any more. `status` as reconciled: also a late one is open until somebody settles it. */
export function owedOf(
  { agentId, department, origin, dueAt }: Pick<FoldedCommitment, 'agentId' | 'department' | 'origin' | 'dueAt'>,
  status: CommitmentStatus,
): Owed | null {
  if (status !== 'open' || dueAt === null || origin !== 'promise') return null;
  if (agentId !== null) return { by: ofAgent(agentId), at: dueAt };
  return department === null ? null : { by: ofDepartment(department), at: dueAt };
}

/** As whom this agent owes promises. */
export const owersOf = ({ id, departments }: { id: string; departments: readonly string[] }): string[] => [
  ofAgent(id),
  ...departments.map(ofDepartment),
];
