// The button beside the text, the files on their way above it, and the panel as a place to drop on (W170).
// Invariant: what is pasted or dropped into the panel with a file in it is ours: the page hears nothing of it (W74).
import { Component, createRef } from 'preact';
import { rules, sizeWords, whyWords } from './file-words.js';
import { ACCEPT, retries } from '../core/upload-queue.js';
import type { Upload } from '../core/upload-queue.js';
import { t } from '../core/words.js';
import type { AttachProps } from '../seams/later.js';
import { uploadsOf } from '../uploads.js';
import type { Uploads } from '../uploads.js';
import { AgainIcon, ClipIcon, FileIcon, RemoveIcon } from './file-icons.js';
import { Picture } from './Picture.js';

const THUMB_PX = 36;

export class Attach extends Component<AttachProps, { over: boolean }> {
  override state = { over: false };
  private readonly input = createRef<HTMLInputElement>();
  private readonly uploads: Uploads = uploadsOf(this.props.host);

  override componentDidMount(): void {
    const { uploads, props } = this;
    props.self.current = {
      ready: uploads.ready,
      sent: (files) => uploads.remove(uploads.queue().flatMap(({ key, file }) => (file && files.includes(file) ? key : []))),
    };
    uploads.told(() => {
      this.setState({});
      props.changed();
    });
    props.changed();
    for (const [name, heard] of this.heard) addEventListener(name, heard, true);
  }
  override componentWillUnmount(): void {
    this.uploads.told(() => undefined);
    this.props.self.current = null;
    for (const [name, heard] of this.heard) removeEventListener(name, heard, true);
  }

  /** Takes the event from the page when it carries files into the panel. */
  private takes(event: Event, data: DataTransfer | null): boolean {
    const { current } = this.props.box;
    if (!current || !event.composedPath().includes(current) || !data?.types.includes('Files')) return false;
    event.stopImmediatePropagation();
    event.preventDefault();
    return true;
  }
  private readonly drag = (event: Event): void => {
    if (!(event instanceof DragEvent)) return;
    const inside = this.takes(event, event.dataTransfer);
    if (inside && event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    if (event.type === 'drop' && inside) this.add(event.dataTransfer?.files);
    const over = inside && event.type !== 'drop' && (event.type !== 'dragleave' || event.relatedTarget !== null);
    if (over !== this.state.over) this.setState({ over });
  };
  private readonly paste = (event: Event): void => {
    if (event instanceof ClipboardEvent && event.clipboardData?.files.length && this.takes(event, event.clipboardData))
      this.add(event.clipboardData.files);
  };
  private readonly heard: [string, (event: Event) => void][] = [
    ['dragenter', this.drag],
    ['dragover', this.drag],
    ['dragleave', this.drag],
    ['drop', this.drag],
    ['paste', this.paste],
  ];
  private add(files: FileList | null | undefined): void {
    if (files?.length) this.uploads.add([...files]);
  }
  private readonly chosen = (): void => {
    const { current } = this.input;
    this.add(current?.files);
    if (current) current.value = ''; // the same file may be chosen again
  };

  private row({ key, name, type, size, state, progress, why }: Upload) {
    const content = this.uploads.content(key);
    const failed = state === 'failed';
    return (
      <li key={key} class={`file ${state}`}>
        {content && type.startsWith('image/') && why !== 'type' ? (
          <Picture name={name} width={THUMB_PX} height={THUMB_PX} load={() => Promise.resolve(content)} />
        ) : (
          <FileIcon />
        )}
        <b dir="auto">{name}</b>
        {failed ? (
          <small role="alert">{whyWords(why)}</small>
        ) : state === 'stored' ? (
          <small>{sizeWords(size)}</small>
        ) : (
          <progress value={progress} aria-label={t('Uploading {name}', { name })} />
        )}
        {failed && retries(why) && (
          <button type="button" aria-label={t('Retry {name}', { name })} onClick={() => this.uploads.retry(key)}>
            <AgainIcon />
          </button>
        )}
        <button
          type="button"
          aria-label={failed || state === 'stored' ? t('Remove {name}', { name }) : t('Cancel {name}', { name })}
          onClick={() => this.uploads.remove([key])}
        >
          <RemoveIcon />
        </button>
      </li>
    );
  }

  override render(_props: AttachProps, { over }: { over: boolean }) {
    const queue = this.uploads.queue();
    return (
      <>
        {queue.length > 0 && (
          <ul class="rows queue" aria-label={t('Attachments')}>
            {queue.map((upload) => this.row(upload))}
          </ul>
        )}
        <button type="button" class="clip" aria-label={t('Attach files')} title={rules()} onClick={() => this.input.current?.showPicker()}>
          <ClipIcon />
        </button>
        <input type="file" multiple hidden accept={ACCEPT} ref={this.input} onChange={this.chosen} />
        {over && (
          <div class="drop">
            <ClipIcon />
            <b>{t('Drop files to attach them')}</b>
            <small>{rules()}</small>
          </div>
        )}
      </>
    );
  }
}
