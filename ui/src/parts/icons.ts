// The icons of the screen, from lucide (ISC): 2 px lines on a 24 grid with round ends.
import armchair from 'lucide-static/icons/armchair.svg?raw';
import baby from 'lucide-static/icons/baby.svg?raw';
import backward from 'lucide-static/icons/chevron-left.svg?raw';
import ban from 'lucide-static/icons/ban.svg?raw';
import bell from 'lucide-static/icons/bell-ring.svg?raw';
import blank from 'lucide-static/icons/monitor-off.svg?raw';
import briefcase from 'lucide-static/icons/briefcase.svg?raw';
import building from 'lucide-static/icons/building-2.svg?raw';
import calendar from 'lucide-static/icons/calendar-days.svg?raw';
import calendarCheck from 'lucide-static/icons/calendar-check.svg?raw';
import camera from 'lucide-static/icons/camera.svg?raw';
import cameraOff from 'lucide-static/icons/camera-off.svg?raw';
import car from 'lucide-static/icons/car-front.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import circle from 'lucide-static/icons/circle-dashed.svg?raw';
import circleCheck from 'lucide-static/icons/circle-check.svg?raw';
import circleDot from 'lucide-static/icons/circle-dot.svg?raw';
import circleX from 'lucide-static/icons/circle-x.svg?raw';
import clear from 'lucide-static/icons/eraser.svg?raw';
import clock from 'lucide-static/icons/clock.svg?raw';
import coins from 'lucide-static/icons/hand-coins.svg?raw';
import contrast from 'lucide-static/icons/contrast.svg?raw';
import cross from 'lucide-static/icons/x.svg?raw';
import down from 'lucide-static/icons/chevron-down.svg?raw';
import droplet from 'lucide-static/icons/droplet.svg?raw';
import education from 'lucide-static/icons/graduation-cap.svg?raw';
import erase from 'lucide-static/icons/delete.svg?raw';
import exit from 'lucide-static/icons/log-out.svg?raw';
import expand from 'lucide-static/icons/expand.svg?raw';
import faceAngry from 'lucide-static/icons/angry.svg?raw';
import faceFlat from 'lucide-static/icons/meh.svg?raw';
import faceLaugh from 'lucide-static/icons/laugh.svg?raw';
import faceSad from 'lucide-static/icons/frown.svg?raw';
import faceSmile from 'lucide-static/icons/smile.svg?raw';
import family from 'lucide-static/icons/users.svg?raw';
import flame from 'lucide-static/icons/flame.svg?raw';
import forward from 'lucide-static/icons/chevron-right.svg?raw';
import gavel from 'lucide-static/icons/gavel.svg?raw';
import hand from 'lucide-static/icons/hand.svg?raw';
import headphones from 'lucide-static/icons/headphones.svg?raw';
import heart from 'lucide-static/icons/heart-pulse.svg?raw';
import heater from 'lucide-static/icons/heater.svg?raw';
import hospital from 'lucide-static/icons/hospital.svg?raw';
import hourglass from 'lucide-static/icons/hourglass.svg?raw';
import house from 'lucide-static/icons/house.svg?raw';
import idCard from 'lucide-static/icons/id-card.svg?raw';
import lamp from 'lucide-static/icons/lamp-ceiling.svg?raw';
import landmark from 'lucide-static/icons/landmark.svg?raw';
import languages from 'lucide-static/icons/languages.svg?raw';
import less from 'lucide-static/icons/minus.svg?raw';
import lock from 'lucide-static/icons/lock.svg?raw';
import lower from 'lucide-static/icons/arrow-down-to-line.svg?raw';
import more from 'lucide-static/icons/plus.svg?raw';
import notice from 'lucide-static/icons/receipt-text.svg?raw';
import offline from 'lucide-static/icons/wifi-off.svg?raw';
import palette from 'lucide-static/icons/palette.svg?raw';
import pause from 'lucide-static/icons/pause.svg?raw';
import phone from 'lucide-static/icons/smartphone.svg?raw';
import plate from 'lucide-static/icons/rectangle-ellipsis.svg?raw';
import play from 'lucide-static/icons/play.svg?raw';
import plug from 'lucide-static/icons/plug-zap.svg?raw';
import pointer from 'lucide-static/icons/pointer.svg?raw';
import printer from 'lucide-static/icons/printer.svg?raw';
import progress from 'lucide-static/icons/list-checks.svg?raw';
import receipt from 'lucide-static/icons/receipt-japanese-yen.svg?raw';
import scan from 'lucide-static/icons/scan-qr-code.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import send from 'lucide-static/icons/send.svg?raw';
import settings from 'lucide-static/icons/settings-2.svg?raw';
import shrink from 'lucide-static/icons/shrink.svg?raw';
import simple from 'lucide-static/icons/person-standing.svg?raw';
import speaker from 'lucide-static/icons/volume-2.svg?raw';
import star from 'lucide-static/icons/star.svg?raw';
import statement from 'lucide-static/icons/file-text.svg?raw';
import stethoscope from 'lucide-static/icons/stethoscope.svg?raw';
import sun from 'lucide-static/icons/sun.svg?raw';
import take from 'lucide-static/icons/arrow-down.svg?raw';
import textSize from 'lucide-static/icons/a-large-small.svg?raw';
import ticket from 'lucide-static/icons/ticket.svg?raw';
import turn from 'lucide-static/icons/rotate-3d.svg?raw';
import up from 'lucide-static/icons/chevron-up.svg?raw';
import user from 'lucide-static/icons/user.svg?raw';
import wallet from 'lucide-static/icons/wallet.svg?raw';
import warning from 'lucide-static/icons/triangle-alert.svg?raw';
import wrench from 'lucide-static/icons/wrench.svg?raw';
import zap from 'lucide-static/icons/zap.svg?raw';

const icons = {
  armchair, baby, backward, ban, bell, blank, briefcase, building, calendar, calendarCheck, camera,
  cameraOff, car, check, circle, circleCheck, circleDot, circleX, clear, clock, coins, contrast, cross,
  down, droplet, education, erase, exit, expand, faceAngry, faceFlat, faceLaugh, faceSad,
  faceSmile, family, flame, forward, gavel, hand, headphones, heart, heater, hospital, hourglass,
  house, idCard, lamp, landmark, languages, less, lock, lower, more, notice, offline, palette,
  pause, phone, plate, play, plug, pointer, printer, progress, receipt, scan, search, send,
  settings, shrink, simple, speaker, star, statement, stethoscope, sun, take, textSize, ticket,
  turn, up, user, wallet, warning, wrench, zap,
};

export type IconName = keyof typeof icons;

export const iconNames = Object.keys(icons) as IconName[];

/** These point along the line of reading, and are turned round where it runs to the left. */
const DIRECTED: ReadonlySet<IconName> = new Set(['backward', 'erase', 'exit', 'forward', 'send']);

export function isDirected(name: IconName): boolean {
  return DIRECTED.has(name);
}

/** The drawing of an icon; its size, colour and line are set where it stands. */
export function drawing(name: IconName): string {
  return icons[name]
    .replace(/<!--.*?-->/s, '')
    .replace(/<svg[^>]*>/, '<svg viewBox="0 0 24 24" stroke-linecap="round" stroke-linejoin="round">');
}

/** The icon that a service names in its file; an unknown name gets the hall's own. */
export function serviceIcon(name: string): IconName {
  return name in icons ? (name as IconName) : 'landmark';
}
