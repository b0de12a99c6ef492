import { describe, expect, it } from 'vitest';
import { FILE_LIMIT_BYTES, type FileNotice } from '../../../functions/protocol/call.ts';
import type { Answer } from '../../door.ts';
import { memoryLog } from '../../testing.ts';
import type { FileUploaded } from '../../upload/upload.ts';
import { type FilingOptions, makeFiling } from './filing.ts';
import type { IncomingFile } from './receive.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const ok = (outcome: FileUploaded['outcome']): Answer<FileUploaded> => ({ outcome: 'ok', body: { outcome } });

/** @param pieces what comes; a promise is waited for before it */
function incoming(file: Partial<IncomingFile> = {}, ...pieces: (Uint8Array | Promise<void>)[]) {
	const told = { closed: 0, read: 0 };
	const made: IncomingFile = {
		id: 'file-0001',
		name: 'notes.txt',
		mimeType: 'text/plain',
		announced: undefined,
		source: {
			async *[Symbol.asyncIterator]() {
				for (const piece of pieces) {
					if (piece instanceof Promise) await piece;
					else {
						told.read += 1;
						yield piece;
					}
				}
			},
			close: async () => {
				told.closed += 1;
			},
		},
		...file,
	};
	return { made, told };
}

function begin(options: Partial<FilingOptions> = {}) {
	const notices: FileNotice[] = [];
	const known: unknown[] = [];
	const stored: unknown[] = [];
	const { log, lines } = memoryLog();
	const filing = makeFiling({
		store: async (...what) => {
			stored.push(what);
			return ok('stored');
		},
		fetch: async () => null,
		tell: (notice) => void notices.push(notice),
		onKnown: (...what) => void known.push(what),
		now: () => 7,
		log,
		...options,
	});
	/** Resolves when all that was given is done with. */
	const give = async (...files: IncomingFile[]) => {
		for (const file of files) filing.take(file);
		await filing.flush(5_000);
		return notices.map(({ outcome }) => outcome);
	};
	return { filing, give, notices, known, stored, lines };
}

const info = { id: 'file-0001', name: 'notes.txt', type: 'text/plain', size: 5 } as const;

describe('a file that is given', () => {
	it('is stored, acknowledged, and known with what is in it', async () => {
		const { give, notices, known, stored, lines } = begin();
		const { made, told } = incoming({ announced: 5, name: '/home/ada/notes.txt' }, bytes('he'), bytes('llo'));
		await give(made);
		expect(stored).toEqual([[info, bytes('hello')]]);
		expect(notices).toEqual([{ id: info.id, outcome: 'stored' }]);
		expect(known).toEqual([[{ ...info, at: 7 }, 'hello', 'now']]);
		expect(told.closed).toBe(1);
		expect(lines).toEqual([{ level: 'info', event: 'file_given', outcome: 'stored' }]);
	});

	it('is not read when too much of it is announced', async () => {
		const { give, stored } = begin();
		const { made, told } = incoming({ announced: FILE_LIMIT_BYTES + 1 }, bytes('hello'));
		expect(await give(made)).toEqual(['too_large']);
		expect(told).toEqual({ closed: 1, read: 0 });
		expect(stored).toEqual([]);
	});

	it('is read no further than is taken, when less or nothing was announced', async () => {
		const piece = new Uint8Array(FILE_LIMIT_BYTES / 2 + 1).fill(65);
		for (const announced of [undefined, 10]) {
			const { give, stored } = begin();
			const { made, told } = incoming({ announced }, piece, piece, piece);
			expect(await give(made)).toEqual(['too_large']);
			expect(told.read).toBe(2);
			expect(stored).toEqual([]);
		}
	});

	it.each([
		['a program that says it is text', { name: 'a.txt' }, Uint8Array.of(0x4d, 0x5a, 0x90, 0)],
		['text that says it is an image', { name: 'a.png' }, bytes('hello')],
		['an archive', { name: 'a.zip', mimeType: 'application/zip' }, bytes('PK')],
		['nothing', {}, bytes('')],
	])('is refused: %s', async (_, file, content) => {
		const { give, stored, known } = begin();
		expect(await give(incoming(file, content).made)).toEqual(['type_refused']);
		expect([stored, known]).toEqual([[], []]);
	});

	it('has failed when it breaks off or is shorter than announced', async () => {
		const { give } = begin();
		const broken = incoming({}, bytes('he'), Promise.reject(new Error('gone')));
		expect(await give(broken.made, incoming({ id: 'file-0002', announced: 9 }, bytes('hello')).made)).toEqual([
			'failed',
			'failed',
		]);
	});

	it('has failed when nothing more of it comes', async () => {
		const { give } = begin({ limits: { pauseMs: 20, totalMs: 1_000 } });
		expect(await give(incoming({}, bytes('he'), new Promise(() => {})).made)).toEqual(['failed']);
	});

	it.each([
		[ok('too_many'), 'too_many'],
		[ok('no_store'), 'no_store'],
		[{ outcome: 'refused', code: 'too_many_requests' }, 'too_many'],
		[{ outcome: 'refused', code: 'stale_epoch' }, 'failed'],
		[{ outcome: 'unreachable' }, 'failed'],
	] satisfies [Answer<FileUploaded>, string][])(
		'is not known when it could not be stored: %j',
		async (answer, outcome) => {
			const { give, known } = begin({ store: async () => answer });
			expect(await give(incoming({}, bytes('hello')).made)).toEqual([outcome]);
			expect(known).toEqual([]);
		},
	);

	it('is acknowledged and not said again when an earlier agent had it', async () => {
		const { give, known } = begin({ store: async () => ok('known') });
		expect(await give(incoming({}, bytes('hello')).made)).toEqual(['stored']);
		expect(known).toEqual([]);
	});
});

describe('a file that is given again', () => {
	it('is acknowledged again, and neither read nor stored', async () => {
		const { give, stored, known } = begin();
		await give(incoming({}, bytes('hello')).made);
		const again = incoming({}, bytes('hello'));
		expect(await give(again.made)).toEqual(['stored', 'stored']);
		expect(again.told).toEqual({ closed: 1, read: 0 });
		expect([stored.length, known.length]).toEqual([1, 1]);
	});

	it('while it is being taken is not taken twice', async () => {
		const { give, stored } = begin();
		const again = incoming({}, bytes('hello'));
		expect(await give(incoming({}, bytes('hello')).made, again.made)).toEqual(['stored']);
		expect(again.told.closed).toBe(1);
		expect(stored).toHaveLength(1);
	});

	it('is tried again when it has failed', async () => {
		const answers: Answer<FileUploaded>[] = [{ outcome: 'unreachable' }, ok('stored')];
		const { give } = begin({ store: async () => answers.shift() ?? ok('stored') });
		await give(incoming({}, bytes('hello')).made);
		expect(await give(incoming({}, bytes('hello')).made)).toEqual(['failed', 'stored']);
	});
});

describe('many files', () => {
	it('are no more than three at once', async () => {
		const { filing, notices } = begin();
		let go = () => {};
		const held = new Promise<void>((resolve) => {
			go = resolve;
		});
		for (let i = 0; i < 4; i++) filing.take(incoming({ id: `file-000${i}` }, held, bytes('hello')).made);
		await expect.poll(() => notices).toEqual([{ id: 'file-0003', outcome: 'too_many' }]);
		go();
		await filing.flush(5_000);
		expect(notices.map(({ outcome }) => outcome)).toEqual(['too_many', 'stored', 'stored', 'stored']);
		filing.take(incoming({ id: 'file-0003' }, bytes('hello')).made);
		await filing.flush(5_000);
		expect(notices.at(-1)).toEqual({ id: 'file-0003', outcome: 'stored' });
	});

	it('have ids that can be kept, or are not taken', async () => {
		const { give } = begin();
		const { made, told } = incoming({ id: '../../x' }, bytes('hello'));
		expect(await give(made)).toEqual([]);
		expect(told.closed).toBe(1);
	});
});

describe('files of earlier agents', () => {
	const download = { url: '/a', method: 'GET', headers: {} } as const;

	it('are known, with the text of those that can be fetched', async () => {
		const { filing, known } = begin({ fetch: async () => bytes('hello') });
		filing.recall([
			{ ...info, at: 1, download },
			{ ...info, id: 'file-0002', at: 2 },
		]);
		await expect.poll(() => known).toHaveLength(2);
		expect(known).toContainEqual([{ ...info, at: 1 }, 'hello', 'before']);
		expect(known).toContainEqual([{ ...info, id: 'file-0002', at: 2 }, null, 'before']);
	});

	it('are known by their names when they cannot be had', async () => {
		const { filing, known, lines } = begin();
		filing.recall([{ ...info, at: 1, download }]);
		await expect.poll(() => known).toEqual([[{ ...info, at: 1 }, null, 'before']]);
		expect(lines).toEqual([{ level: 'warn', event: 'file_recalled', outcome: 'not_fetched' }]);
	});

	it('are acknowledged when they are sent again', async () => {
		const { filing, give, stored } = begin();
		filing.recall([{ ...info, at: 1 }]);
		expect(await give(incoming({}, bytes('hello')).made)).toEqual(['stored']);
		expect(stored).toEqual([]);
	});
});
