// The icons of the screen, from lucide (ISC): 2 px lines on a 24 grid with round ends.
import ban from 'lucide-static/icons/ban.svg?raw';
import bell from 'lucide-static/icons/bell-ring.svg?raw';
import camera from 'lucide-static/icons/camera.svg?raw';
import cameraOff from 'lucide-static/icons/camera-off.svg?raw';
import car from 'lucide-static/icons/car-front.svg?raw';
import check from 'lucide-static/icons/check.svg?raw';
import circleCheck from 'lucide-static/icons/circle-check.svg?raw';
import circleX from 'lucide-static/icons/circle-x.svg?raw';
import clock from 'lucide-static/icons/clock.svg?raw';
import contrast from 'lucide-static/icons/contrast.svg?raw';
import down from 'lucide-static/icons/chevron-down.svg?raw';
import erase from 'lucide-static/icons/delete.svg?raw';
import exit from 'lucide-static/icons/log-out.svg?raw';
import expand from 'lucide-static/icons/expand.svg?raw';
import forward from 'lucide-static/icons/chevron-right.svg?raw';
import hand from 'lucide-static/icons/hand.svg?raw';
import hospital from 'lucide-static/icons/hospital.svg?raw';
import idCard from 'lucide-static/icons/id-card.svg?raw';
import lamp from 'lucide-static/icons/lamp-ceiling.svg?raw';
import landmark from 'lucide-static/icons/landmark.svg?raw';
import languages from 'lucide-static/icons/languages.svg?raw';
import lock from 'lucide-static/icons/lock.svg?raw';
import lower from 'lucide-static/icons/arrow-down-to-line.svg?raw';
import notice from 'lucide-static/icons/receipt-text.svg?raw';
import offline from 'lucide-static/icons/wifi-off.svg?raw';
import phone from 'lucide-static/icons/smartphone.svg?raw';
import pointer from 'lucide-static/icons/pointer.svg?raw';
import receipt from 'lucide-static/icons/receipt-japanese-yen.svg?raw';
import scan from 'lucide-static/icons/scan-qr-code.svg?raw';
import send from 'lucide-static/icons/send.svg?raw';
import shrink from 'lucide-static/icons/shrink.svg?raw';
import statement from 'lucide-static/icons/file-text.svg?raw';
import sun from 'lucide-static/icons/sun.svg?raw';
import take from 'lucide-static/icons/arrow-down.svg?raw';
import textSize from 'lucide-static/icons/a-large-small.svg?raw';
import turn from 'lucide-static/icons/rotate-3d.svg?raw';
import up from 'lucide-static/icons/chevron-up.svg?raw';
import wallet from 'lucide-static/icons/wallet.svg?raw';
import warning from 'lucide-static/icons/triangle-alert.svg?raw';
import wrench from 'lucide-static/icons/wrench.svg?raw';

const icons = {
  ban, bell, camera, cameraOff, car, check, circleCheck, circleX, clock, contrast, down, erase,
  exit, expand, forward, hand, hospital, idCard, lamp, landmark, languages, lock, lower, notice,
  offline, phone, pointer, receipt, scan, send, shrink, statement, sun, take, textSize, turn, up,
  wallet, warning, wrench,
};

export type IconName = keyof typeof icons;

/** A way on or a way out points along the line of text, and is mirrored with it. */
const ways: readonly IconName[] = ['exit', 'forward', 'send'];

export function directed(name: IconName): boolean {
  return ways.includes(name);
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
