/**
 * How this browser lets a text out of the page.
 *
 * @module
 */

/** Safari takes only a promise that it is given in the click itself. */
export async function copyText(clipboard: Clipboard | undefined, text: Promise<string>): Promise<void> {
	// Not there on a page that was not loaded over https or from this machine.
	if (clipboard === undefined) throw new Error('this page has no clipboard');
	const blob = text.then((plain) => new Blob([plain], { type: 'text/plain' }));
	await clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
}

export function saveText(page: Document, name: string, text: string): void {
	const link = page.createElement('a');
	link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
	link.download = name;
	link.click();
	URL.revokeObjectURL(link.href);
}
