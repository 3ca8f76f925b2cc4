// The files of one message, in its bubble: pictures are drawn, others named; each opens in a tab of its own (W172).
import { Component } from 'preact';
import type { FileRef } from '@throughline/types';
import { sizeWords } from './file-words.js';
import { t } from '../core/words.js';
import { fetchFile, openFile } from '../stored-file.js';
import type { FilesParts } from '../seams/later.js';
import type { PanelHost } from '../seams/panel.js';
import { FileIcon } from './file-icons.js';
import { Picture } from './Picture.js';

const BOX_PX = { width: 224, height: 280 }; // a picture is drawn at most this large, and never larger than it is
const KIND: Record<FileRef['type'], string> = {
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
  'application/pdf': 'PDF',
  'text/plain': 'TXT',
};

class Stored extends Component<{ file: FileRef; host: PanelHost }, { undrawn?: boolean; gone?: boolean }> {
  override state = {};
  private readonly open = (): void => {
    const { host, file } = this.props;
    this.setState({ gone: false });
    openFile(host, file.id).catch(() => this.setState({ gone: true }));
  };

  override render({ file, host }: { file: FileRef; host: PanelHost }, { undrawn, gone }: { undrawn?: boolean; gone?: boolean }) {
    const { id, name, type, size, width, height } = file;
    const scale = width && height ? Math.min(1, BOX_PX.width / width, BOX_PX.height / height) : 0;
    const label = t('Open {name}', { name });
    return (
      <li>
        {scale && !undrawn ? (
          <div class="pic">
            <Picture
              name={name}
              width={Math.max(48, Math.round(Number(width) * scale))}
              height={Math.max(48, Math.round(Number(height) * scale))}
              load={() => fetchFile(host, id)}
              failed={() => this.setState({ undrawn: true })}
            />
            <button type="button" aria-label={label} title={name} onClick={this.open} />
          </div>
        ) : (
          <button type="button" class="file doc" onClick={this.open}>
            <FileIcon />
            <b dir="auto">{name}</b>
            <small>{`${KIND[type]} · ${sizeWords(size)}`}</small>
          </button>
        )}
        {gone && <small role="alert">{t('This file cannot be opened right now')}</small>}
      </li>
    );
  }
}

export const FileList: FilesParts['FileList'] = ({ files, host }) => (
  <ul class="rows files">
    {files.map((file) => (
      <Stored key={file.id} file={file} host={host} />
    ))}
  </ul>
);
