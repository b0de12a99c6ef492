import type { RemoteTrack } from 'livekit-client';
import type { Outlet } from './outlet.ts';

/** `HTMLMediaElement.HAVE_CURRENT_DATA`: there is something to play, and not only the wish to. */
const HAVE_CURRENT_DATA = 2;

export interface Sound {
	/** Plays exactly these tracks. */
	play(tracks: readonly RemoteTrack[]): void;
	isPlaying(track: RemoteTrack): boolean;
	stop(): void;
}

/**
 * Plays what the others in the room say, each track in an `<audio>` element of its own.
 *
 * @param changed something began to play, or stopped
 * @param outlet where it is heard, and how loud
 */
export function makeSound(changed: () => void, outlet: Outlet): Sound {
	const elements = new Map<RemoteTrack, HTMLMediaElement>();

	function attach(track: RemoteTrack): void {
		const element = track.attach();
		for (const event of ['playing', 'pause', 'ended']) element.addEventListener(event, changed);
		elements.set(track, element);
		outlet.add(element);
		document.body.append(element);
	}

	function detach(track: RemoteTrack): void {
		for (const element of track.detach()) {
			for (const event of ['playing', 'pause', 'ended']) element.removeEventListener(event, changed);
			outlet.remove(element);
			element.remove();
		}
		elements.delete(track);
	}

	function play(tracks: readonly RemoteTrack[]): void {
		for (const track of elements.keys()) if (!tracks.includes(track)) detach(track);
		for (const track of tracks) if (!elements.has(track)) attach(track);
	}

	return {
		play,
		isPlaying: (track) => {
			const element = elements.get(track);
			return element !== undefined && !element.paused && element.readyState >= HAVE_CURRENT_DATA;
		},
		stop: () => play([]),
	};
}
