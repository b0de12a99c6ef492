/**
 * What becomes of a file that the visitor gives: read within limits, looked at, stored, acknowledged, and known to the
 * agent. And of those that were given to earlier agents.
 *
 * @module
 */
import { FILE_ID, FILE_LIMIT_BYTES, type FileNotice, type FileOutcome } from '../../../functions/protocol/call.ts';
import {
	type FileInfo,
	fileName,
	type KnownFile,
	type StoredFile,
	type Transfer,
} from '../../../functions/protocol/files.ts';
import type { Answer } from '../../door.ts';
import type { Log } from '../../log.ts';
import type { FileUploaded } from '../../upload/upload.ts';
import { within } from '../../within.ts';
import { kindOf } from './kind.ts';
import { textOf } from './message.ts';
import { READ_LIMITS, type ReadLimits, readBytes } from './read.ts';
import type { IncomingFile } from './receive.ts';

export interface FilingOptions {
	readonly store: (file: FileInfo, bytes: Uint8Array<ArrayBuffer>) => Promise<Answer<FileUploaded>>;
	/** Null: the bytes could not be had. */
	readonly fetch: (download: Transfer) => Promise<Uint8Array | null>;
	readonly tell: (notice: FileNotice) => void;
	/** @param text null: the agent cannot read it */
	readonly onKnown: (file: StoredFile, text: string | null, when: 'now' | 'before') => void;
	readonly now: () => number;
	readonly log: Log;
	readonly limits?: Omit<ReadLimits, 'bytes'>;
}

export interface Filing {
	take(incoming: IncomingFile): void;
	/** Makes known what earlier agents were given; what they can read of it comes in the background. */
	recall(files: readonly KnownFile[]): void;
	/** Waits for what is under way, for at most `withinMs`. */
	flush(withinMs: number): Promise<void>;
}

/** At once: each is held in memory. */
const AT_ONCE = 3;
/** Whoever sends refused files without end fills no memory. */
const REMEMBERED = 100;

export function makeFiling(options: FilingOptions): Filing {
	const { store, fetch, tell, onKnown, now, log, limits = READ_LIMITS } = options;
	const done = new Map<string, FileOutcome>();
	const under = new Map<string, Promise<void>>();

	async function file(incoming: IncomingFile): Promise<FileOutcome> {
		const { id, announced, source, mimeType } = incoming;
		const refuse = (outcome: FileOutcome): FileOutcome => {
			void source.close().catch(() => {});
			return outcome;
		};
		const former = done.get(id);
		if (former !== undefined) return refuse(former);
		if (under.size >= AT_ONCE) return refuse('too_many');
		if (announced !== undefined && announced > FILE_LIMIT_BYTES) return refuse('too_large');
		const read = await readBytes(source, { ...limits, bytes: FILE_LIMIT_BYTES });
		if (read.outcome === 'too_large') return 'too_large';
		if (read.outcome !== 'read') return 'failed';
		const { bytes } = read;
		if (announced !== undefined && announced !== bytes.length) return 'failed';
		const name = fileName(incoming.name);
		const type = kindOf(bytes, name, mimeType);
		if (type === null) return 'type_refused';
		return keep({ id, name, type, size: bytes.length }, bytes);
	}

	async function keep(info: FileInfo, bytes: Uint8Array<ArrayBuffer>): Promise<FileOutcome> {
		const answer = await store(info, bytes);
		if (answer.outcome === 'refused') return answer.code === 'too_many_requests' ? 'too_many' : 'failed';
		if (answer.outcome === 'unreachable') return 'failed';
		const { outcome } = answer.body;
		// An earlier agent has said that it has it, or could not say so any more.
		if (outcome === 'known') return 'stored';
		if (outcome === 'stored') onKnown({ ...info, at: now() }, textOf(info, bytes), 'now');
		return outcome;
	}

	function remember(id: string, outcome: FileOutcome): void {
		done.set(id, outcome);
		const [oldest] = done.keys();
		if (done.size > REMEMBERED && oldest !== undefined) done.delete(oldest);
	}

	async function takeOne(incoming: IncomingFile): Promise<void> {
		const { id } = incoming;
		const outcome = await file(incoming).catch((): FileOutcome => 'failed');
		// What has failed may be sent again, and what was too many at once as well.
		if (outcome !== 'failed' && outcome !== 'too_many') remember(id, outcome);
		log({ level: 'info', event: 'file_given', outcome });
		tell({ id, outcome });
	}

	async function recallOne({ download, ...known }: KnownFile): Promise<void> {
		const bytes = download === undefined ? null : await fetch(download);
		const text = bytes === null ? null : textOf(known, bytes);
		const outcome = text !== null ? 'read' : download === undefined ? 'named' : 'not_fetched';
		log({ level: outcome === 'not_fetched' ? 'warn' : 'info', event: 'file_recalled', outcome });
		onKnown(known, text, 'before');
	}

	return {
		take(incoming) {
			const { id, source } = incoming;
			// Whoever sends a file twice at once gets the answer to the first.
			if (!FILE_ID.test(id) || under.has(id)) {
				void source.close().catch(() => {});
				return;
			}
			const taking = takeOne(incoming).finally(() => under.delete(id));
			under.set(id, taking);
		},
		recall(files) {
			for (const known of files) {
				done.set(known.id, 'stored');
				void recallOne(known);
			}
		},
		async flush(withinMs) {
			if (under.size > 0) await within(withinMs, Promise.all(under.values()));
		},
	};
}
