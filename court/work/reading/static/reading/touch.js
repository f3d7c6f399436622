// Fingers: a swipe turns the page where it does not scroll, two fingers zoom.
const FAR = 60;

export function touch(room, stage) {
  let start = null;
  let pinch = null;
  room.addEventListener("touchstart", (event) => {
    if (event.touches.length === 2) {
      pinch = { apart: apart(event.touches), scale: stage.scale(), now: 1 };
      start = null;
    } else if (event.touches.length === 1) {
      start = { x: event.touches[0].clientX, y: event.touches[0].clientY, left: room.scrollLeft };
    }
  }, { passive: true });
  room.addEventListener("touchmove", (event) => {
    if (!pinch || event.touches.length !== 2) return;
    event.preventDefault();
    pinch.now = apart(event.touches) / pinch.apart;
    stage.bed.style.transform = `scale(${pinch.now})`;
    stage.bed.style.transformOrigin = `${room.scrollLeft + room.clientWidth / 2}px ${room.scrollTop + room.clientHeight / 2}px`;
  }, { passive: false });
  room.addEventListener("touchend", (event) => {
    if (pinch && event.touches.length < 2) {
      stage.bed.style.transform = "";
      const scale = Math.min(4, Math.max(0.25, pinch.scale * pinch.now));
      if (Math.abs(pinch.now - 1) > 0.05) stage.zoomTo(scale);
      pinch = null;
      start = null;
      return;
    }
    const end = event.changedTouches[0];
    if (!start || !end || window.getSelection()?.toString()) return;
    const [across, down] = [end.clientX - start.x, end.clientY - start.y];
    const still = room.scrollLeft === start.left;
    if (still && Math.abs(across) > FAR && Math.abs(across) > 2 * Math.abs(down)) stage.turn(across < 0 ? 1 : -1);
    start = null;
  }, { passive: true });
}

function apart(touches) {
  return Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY) || 1;
}
