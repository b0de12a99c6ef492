import { Room, setLogLevel } from 'livekit-client';
import { askForCheck } from '../api/check-door.ts';
import { checkLine, type LineCheck } from './check-line.ts';

/** Tries the line of this browser. */
export function checkLineNow(signal: AbortSignal, report: (check: LineCheck) => void): Promise<void> {
	// LiveKit's own lines name rooms and people.
	setLogLevel('silent');
	return checkLine({
		ask: () => askForCheck((path, init) => fetch(path, init), signal),
		room: new Room(),
		signal,
		report,
	});
}
