/**
 * rtc-node logs what it does unless this is production, and looks when it is loaded: to be imported before it. Not earlier:
 * npm would install less.
 *
 * @module
 */
process.env['NODE_ENV'] ??= 'production';
