/**
 * Takes files that are dropped anywhere on a page. Without it the browser opens a dropped file in place of the call.
 *
 * @module
 */

export interface Drop {
	/** Files are being dragged over the page, or not any more. */
	over(isOver: boolean): void;
	take(files: readonly File[]): void;
}

/** @param page a browser's window */
export function acceptDrops(page: EventTarget, { over, take }: Drop, signal: AbortSignal): void {
	/** Text that is dragged into a field is nobody's business here. */
	function listen(type: string, handle: (event: DragEvent, transfer: DataTransfer) => void): void {
		const listener = (event: Event) => {
			if (!(event instanceof DragEvent) || event.dataTransfer?.types.includes('Files') !== true) return;
			event.preventDefault();
			handle(event, event.dataTransfer);
		};
		page.addEventListener(type, listener, { signal });
	}
	listen('dragover', () => over(true));
	listen('dragleave', ({ relatedTarget }) => over(relatedTarget !== null));
	listen('drop', (_, { files }) => {
		over(false);
		take([...files]);
	});
	signal.addEventListener('abort', () => over(false));
}
