// Makes a picture fit before it leaves (W172): longer than 2,560 px, or heavier than the relay takes, it is drawn anew, which leaves behind
// where and when it was made. Smaller ones go as they are: the relay takes those data out of every picture (S67).
// Invariant: what the browser cannot draw is sent unchanged; the relay says what it thinks of it.
import { limits } from '@throughline/types';

const LONG_SIDE_PX = 2_560;
const QUALITY = 0.88;

/** @param content JPEG, PNG or WebP */
export async function shrinkPicture(content: Blob): Promise<Blob> {
  try {
    const picture = await createImageBitmap(content);
    const { width, height } = picture;
    const scale = Math.min(1, LONG_SIDE_PX / Math.max(width, height));
    const heavy = content.size > limits.FILE_MAX_BYTES;
    if (scale === 1 && !heavy) return content;
    const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
    const pen = canvas.getContext('2d');
    if (!pen) return content;
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await canvas.convertToBlob({ type: heavy && content.type === 'image/png' ? 'image/webp' : content.type, quality: QUALITY });
  } catch {
    return content;
  }
}
