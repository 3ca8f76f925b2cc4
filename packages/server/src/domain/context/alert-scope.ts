// Whom an alert concerns (C34, C55): the departments it names, and whoever may see past departments. Pure.
import type { AlertView } from '@throughline/types';
import type { AgentScope } from './access.js';

/** An alert that names no department concerns everybody of our own who works with customers; an outsourced desk only its own ones. */
export function alertConcerns({ departments }: Pick<AlertView, 'departments'>, { role, departments: own }: AgentScope): boolean {
  if (role === 'owner' || role === 'admin' || role === 'lead') return true;
  if (role === 'analyst') return false;
  return (departments.length === 0 && role !== 'guest') || departments.some((department) => own.includes(department));
}
