// Why a deed was refused, where it was asked (K12).
import type { VNode } from 'preact';
import type { Deed } from './use-deed.js';

export function DeedProblem({ deed }: { deed: Deed }): VNode | null {
  return deed.problem.value === null ? null : (
    <p class="field-error" role="alert">
      {deed.problem.value}
    </p>
  );
}
