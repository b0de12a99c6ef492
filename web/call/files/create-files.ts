import type { Room } from 'livekit-client';
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import type { FileInfo } from '../../../functions/protocol/files.ts';
import { makeFileSender } from './send-file.ts';
import { makeUploads, type Upload, type Uploads } from './uploads.ts';

export interface Files extends Pick<Uploads, 'add' | 'retry' | 'remove'> {
	readonly uploads: Accessor<readonly Upload[]>;
	/** Names of what the agent was given before this page was loaded, oldest first. */
	readonly stored: Accessor<readonly string[]>;
}

export interface FilesOptions {
	readonly room: Accessor<Room | null>;
	/** Sid of the agent that can be given something; `null`: there is none. */
	readonly reader: Accessor<string | null>;
	/** What the API knew when the call began. */
	readonly given: Promise<readonly Pick<FileInfo, 'name'>[]>;
	readonly newId: () => string;
}

/** The files of a call: where the room or the agent changes, what was under way begins anew. */
export function createFiles({ room, reader, given, newId }: FilesOptions): Files {
	const [shown, setShown] = createSignal<readonly Upload[]>([]);
	const [stored, setStored] = createSignal<readonly string[]>([]);
	const { add, retry, remove, turnTo } = makeUploads(newId, setShown);
	const send = createMemo(() => {
		const joined = room();
		return joined === null ? null : makeFileSender(joined);
	});
	createEffect(() => turnTo(reader() === null ? null : send()));
	onCleanup(() => turnTo(null));
	void given.then((known) => setStored(known.map(({ name }) => name)));
	return { add, retry, remove, uploads: shown, stored };
}
