/**
 * Hangs up while the page goes, when requests of any other kind are no longer sent for sure.
 *
 * @param navigator the browser's
 */
export function hangUpInPassing(navigator: Pick<Navigator, 'sendBeacon'>, room: string): void {
	// Not sent: the agent's grace and the sweeper close the room.
	navigator.sendBeacon('/api/livekit/delete-room', JSON.stringify({ room_name: room }));
}
