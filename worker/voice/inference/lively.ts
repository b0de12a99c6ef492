/**
 * A voice that does not speak into a dead line. agents (1.9) keeps the connections of its TTS for the next answer and does
 * not look whether the gateway has closed them since: that answer begins with the silence of a whole time-out.
 *
 * @module
 */
import type { inference } from '@livekit/agents';

/** Of a websocket. */
const OPEN = 1;

export function lively<Speaker extends inference.TTS<string>>(speaker: Speaker): Speaker {
	const { pool } = speaker;
	const get = pool.get.bind(pool);
	pool.get = async (timeout) => {
		for (;;) {
			const socket = await get(timeout);
			if (socket.readyState === OPEN) {
				// Nobody else listens between two answers, and an error that nobody hears ends the process.
				if (socket.listenerCount('error') === 0) socket.on('error', () => {});
				return socket;
			}
			pool.remove(socket);
		}
	};
	return speaker;
}
