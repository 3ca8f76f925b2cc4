// Files of a message, and the answers it offered. A picture is fetched when it comes near the screen and shown from memory: files need the
// console's own header, which a plain address does not send (S68). What opens is always a download.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { FileRef } from '@throughline/types';
import { answerWords } from '../state/answer-words.js';
import { sizeWords } from '../state/message-extras.js';
import type { MessageExtras } from '../state/message-extras.js';
import { t } from '../state/t.js';
import { Glyph } from '../ui/Icon.js';
import { DOWNLOAD } from '../ui/later-icons.js';
import { useStyle } from '../ui/use-style.js';
import { useConsole } from './console-context.js';
import { MESSAGE_MORE_STYLE } from './message-more-style.js';

const PICTURE_MAX_PX = 260;

function Picture({ file }: { file: FileRef }): VNode | null {
  const { actions } = useConsole();
  const box = useRef<HTMLDivElement>(null);
  const address = useSignal('');
  const { id, width = PICTURE_MAX_PX, height = PICTURE_MAX_PX } = file;
  const scale = Math.min(1, PICTURE_MAX_PX / width, PICTURE_MAX_PX / height);
  useEffect(() => {
    let url = '';
    let gone = false;
    const near = new IntersectionObserver(([seen]) => {
      if (seen?.isIntersecting !== true) return;
      near.disconnect();
      void actions
        .ask((api) => api.file(id))
        .then((answer) => {
          if (gone || !answer.ok) return;
          url = URL.createObjectURL(answer.value);
          address.value = url;
        });
    });
    if (box.current !== null) near.observe(box.current);
    return () => {
      gone = true;
      near.disconnect();
      if (url !== '') URL.revokeObjectURL(url);
    };
  }, [id]);
  return (
    <div ref={box} class="file-picture" style={{ width: `${width * scale}px`, height: `${height * scale}px` }}>
      {address.value !== '' && <img src={address.value} alt="" />}
    </div>
  );
}

function File({ file }: { file: FileRef }): VNode {
  const { actions } = useConsole();
  const problem = useSignal<string | null>(null);
  async function open(): Promise<void> {
    const answer = await actions.ask((api) => api.fileAddress(file.id));
    problem.value = answer.ok ? null : answer.code === 'not_found' ? t('This file is not there any more.') : answerWords(answer.code);
    if (answer.ok) window.location.assign(answer.value); // an attachment: the page stays
  }
  return (
    <li>
      <button
        type="button"
        class="file"
        aria-label={t('Download {name}, {size}', { name: file.name, size: sizeWords(file.size) })}
        onClick={() => void open()}
      >
        {file.type.startsWith('image/') && <Picture file={file} />}
        <span class="file-line">
          <Glyph d={DOWNLOAD} size={14} />
          <bdi class="file-name">{file.name}</bdi>
          <span class="file-size">{sizeWords(file.size)}</span>
        </span>
      </button>
      {problem.value !== null && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
    </li>
  );
}

export function MessageMore({ extras }: { extras: MessageExtras }): VNode {
  useStyle(MESSAGE_MORE_STYLE);
  const { files = [], quickReplies = [] } = extras;
  return (
    <>
      {files.length > 0 && (
        <ul class="files" role="list" aria-label={t('Files')}>
          {files.map((file) => (
            <File key={file.id} file={file} />
          ))}
        </ul>
      )}
      {quickReplies.length > 0 && (
        <ul class="choice-row quick-offered" role="list" aria-label={t('Offered answers')}>
          {quickReplies.map((words) => (
            <li key={words} class="chip" dir="auto">
              {words}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
