/**
 * What your agent does when something happens in its room: a team's own handlers of LiveKit's events. There are none to
 * begin with; {@link NativeHandlers} has them all.
 *
 * @example say thank you when somebody switches their camera on
 * ```ts
 * export const roomHandlers: NativeHandlers = {
 * 	trackPublished({ kind }, _participant, call) {
 * 		if (kind === TrackKind.KIND_VIDEO) call.say('I see that your camera is on. I cannot look, though.');
 * 	},
 * };
 * ```
 *
 * @module
 */
import type { NativeHandlers } from './job/native/handlers.ts';

export const roomHandlers: NativeHandlers = {};
