/**
 * What a check of the line says.
 *
 * @module
 */
import type { LineCheck, Link } from '../../call/check/check-line.ts';

/** What is tried at each link, and what to do when it fails. */
export const linkWords: Readonly<Record<Link, { readonly name: string; readonly remedy: string }>> = {
	service: { name: 'The service answers', remedy: 'Check your connection, and try again in a minute.' },
	server: {
		name: 'The call server answers',
		remedy: 'A firewall or a proxy may block WebSockets. Try another network.',
	},
	media: {
		name: 'Sound gets through',
		remedy: 'A firewall or a VPN may block UDP. Try another network, or turn the VPN off.',
	},
};

export const links: readonly Link[] = ['service', 'server', 'media'];

/** How far a link is, in one word. */
export function linkState(check: LineCheck, link: Link): string {
	if (check.outcome === 'works' || links.indexOf(link) < links.indexOf(check.at)) return 'yes';
	if (link !== check.at) return 'not tried';
	return check.outcome === 'fails' ? 'no' : 'trying';
}
