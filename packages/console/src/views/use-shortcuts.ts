// The shortcuts of this screen (K13, K80), bound as soon as their part is here: right after the first paint.
import { useEffect } from 'preact/hooks';
import { useConsole } from './console-context.js';

export function useShortcuts(): void {
  const console_ = useConsole();
  useEffect(() => {
    let gone = false;
    let unbind = (): void => undefined;
    import('./bind-shortcuts.js').then(
      ({ bindShortcuts }) => {
        if (!gone) unbind = bindShortcuts(console_);
      },
      (error: unknown) => console.error('the shortcuts did not load', error),
    );
    return () => {
      gone = true;
      unbind();
    };
  }, []);
}
