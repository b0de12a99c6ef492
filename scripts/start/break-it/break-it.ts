/**
 * "Break it": the buttons on the page of `npm start`, and what they do to what runs here.
 *
 * @module
 */
import { BREAKS, type Break } from '../../../web/development/breaks.ts';
import type { LogLine } from '../log-line.ts';
import type { PartName } from '../part.ts';
import type { LiveKitAccess } from '../settings.ts';
import type { Supervisor } from '../supervisor.ts';
import { askWhoIsIn, type Broken, killProcess, makeBroken } from './break-parts.ts';
import { openDoor } from './door.ts';
import { buildScript } from './script.ts';

export interface BreakIt {
	/** For the API and the page server, before there is anything to break. */
	readonly url: string;
	/** From now on there is. */
	begin(what: {
		readonly restart: Supervisor['restart'];
		readonly livekit: LiveKitAccess;
		/** LiveKit is started here; one that runs elsewhere can be neither restarted nor cut off from here. */
		readonly livekitIsHere: boolean;
	}): void;
	/** To be told all that the parts write. */
	onLine(part: PartName, line: LogLine): void;
	close(): Promise<void>;
}

export async function openBreakIt(root: string, say: (line: string) => void): Promise<BreakIt> {
	let broken: Broken | null = null;
	let breaks: readonly Break[] = BREAKS;
	const door = await openDoor({
		script: () => buildScript(root, breaks),
		breakIt: async (name, room) => (broken === null ? { outcome: 'unknown' } : broken.breakIt(name, room)),
	});
	return {
		url: door.url,
		begin({ restart, livekit, livekitIsHere }) {
			if (!livekitIsHere) breaks = BREAKS.filter((name) => name !== 'livekit' && name !== 'webhooks');
			broken = makeBroken({ restart, whoIsIn: askWhoIsIn(livekit), kill: killProcess, say });
		},
		onLine: (part, line) => broken?.onLine(part, line),
		close: door.close,
	};
}
