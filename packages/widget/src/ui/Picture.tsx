// A picture on a canvas: no page has to allow us images (W90, W130). Drawn when it comes into view, for the screen's own pixels.
import { Component, createRef } from 'preact';

export interface PictureProps {
  name: string;
  /** px of the place it is drawn in; the middle of the picture fills it. */
  width: number;
  height: number;
  load(): Promise<Blob>;
  /** It cannot be drawn. */
  failed?(): void;
}

export class Picture extends Component<PictureProps> {
  private readonly canvas = createRef<HTMLCanvasElement>();
  private watch: IntersectionObserver | undefined;

  override componentDidMount(): void {
    const { current } = this.canvas;
    if (!current) return;
    this.watch = new IntersectionObserver((seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      this.watch?.disconnect();
      this.draw(current).catch(() => this.props.failed?.());
    });
    this.watch.observe(current);
  }
  override componentWillUnmount(): void {
    this.watch?.disconnect();
  }
  private async draw(canvas: HTMLCanvasElement): Promise<void> {
    const picture = await createImageBitmap(await this.props.load());
    const { width, height } = this.props;
    const dots = Math.min(devicePixelRatio, 2);
    Object.assign(canvas, { width: width * dots, height: height * dots });
    const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
    const [wide, high] = [picture.width * scale, picture.height * scale];
    const pen = canvas.getContext('2d');
    if (pen) pen.imageSmoothingQuality = 'high';
    pen?.drawImage(picture, (canvas.width - wide) / 2, (canvas.height - high) / 2, wide, high);
    picture.close();
  }

  override render({ name, width, height }: PictureProps) {
    return <canvas ref={this.canvas} role="img" aria-label={name} style={{ width: `${width}px`, aspectRatio: `${width}/${height}` }} />;
  }
}
