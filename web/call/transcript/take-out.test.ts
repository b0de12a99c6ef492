import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { copyText, saveText } from './take-out.ts';

afterEach(() => vi.unstubAllGlobals());

it('gives the clipboard a promise in the click itself, and is done when it has the text', async () => {
	class Item {
		readonly types: Record<string, Promise<Blob>>;
		constructor(types: Record<string, Promise<Blob>>) {
			this.types = types;
		}
	}
	vi.stubGlobal('ClipboardItem', Item);
	const write = vi.fn(async ([item]: Item[]) => (await item?.types['text/plain'])?.text());
	let come = (_: string) => {};
	const text = new Promise<string>((resolve) => {
		come = resolve;
	});
	const copied = copyText({ write } as unknown as Clipboard, text);
	expect(write).toHaveBeenCalledOnce();
	come('Agent: Hello.');
	await copied;
	expect(await write.mock.results[0]?.value).toBe('Agent: Hello.');
});

it('fails where there is no clipboard, so that the page can say so', async () => {
	await expect(copyText(undefined, Promise.resolve('Hello.'))).rejects.toThrow(/clipboard/);
});

it('saves under a name, and leaves nothing behind', async () => {
	const create = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1');
	const revoke = vi.spyOn(URL, 'revokeObjectURL').mockReturnValue();
	onTestFinished(() => void vi.restoreAllMocks());
	const clicked: string[] = [];
	vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
		clicked.push(`${this.download} ${this.href}`);
	});
	saveText(document, 'conversation.txt', 'Agent: Hello.');
	expect(clicked).toEqual(['conversation.txt blob:1']);
	const [[saved]] = create.mock.calls as [[Blob]];
	expect(await saved.text()).toBe('Agent: Hello.');
	expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:1');
});
