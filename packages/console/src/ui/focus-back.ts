// The focus goes back to what opened a thing once that has closed (K117), unless a person or the next row has it by then: what is unmounted is
// tidied up after the paint, and an answer of the relay may be faster.

/** Call before `going` takes the focus; what it answers, when `going` is closed. */
export function focusBack(going?: Element | null): () => void {
  const opener = document.activeElement;
  return () => {
    const held = document.activeElement;
    const lost = held === null || held === document.body || going?.contains(held) === true;
    if (lost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
  };
}
