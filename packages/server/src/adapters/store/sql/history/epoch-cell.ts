// The epoch as this process knows it. It changes while the store is open: when this node renews it, and when it learns that another one did.

export interface EpochCell {
  readonly now: string;
  /** Takes over what the database says, and passes it on. */
  learned(epoch: string): string;
}

/** `onRenewed` runs once per change. */
export function epochCell(first: string, onRenewed: (epoch: string) => void = () => undefined): EpochCell {
  let now = first;
  return {
    get now() {
      return now;
    },
    learned(epoch) {
      if (epoch !== now) {
        now = epoch;
        onRenewed(epoch);
      }
      return epoch;
    },
  };
}
