//! How a flat thing stands before the camera, and where a pixel of the picture lies on it.

/// Distance of the camera in pixels: about that of a 70° lens on 1280 pixels.
const FOCAL: f32 = 940.0;

/// How something is held.
#[derive(Clone, Copy)]
pub(super) struct Pose {
    /// Turned in the picture's plane, radians.
    pub roll: f32,
    /// Turned about the upright axis, radians.
    pub yaw: f32,
    /// Tipped backwards, radians.
    pub pitch: f32,
    /// 1.0: as many pixels as drawn.
    pub scale: f32,
    /// Where its middle is in the picture.
    pub at: (f32, f32),
}

/// Maps the plane of a face to the picture, or back.
#[derive(Clone, Copy)]
pub(super) struct Projection([[f32; 3]; 3]);

impl Pose {
    /// From the face, measured from its middle, to the picture.
    pub fn projection(self) -> Projection {
        let (sr, cr) = self.roll.sin_cos();
        let (sy, cy) = self.yaw.sin_cos();
        let (sp, cp) = self.pitch.sin_cos();
        // The columns of roll · yaw · pitch that belong to the two axes of the plane.
        let across = [cr * cy, sr * cy, -sy];
        let down = [cr * sy * sp - sr * cp, sr * sy * sp + cr * cp, cy * sp];
        let row = |axis: usize, middle: f32| {
            // x' = focal · X / (Z + focal) + middle, with Z scaled like X.
            let of = |column: [f32; 3]| self.scale * (FOCAL * column[axis] + middle * column[2]);
            [of(across), of(down), middle * FOCAL]
        };
        Projection([
            row(0, self.at.0),
            row(1, self.at.1),
            [self.scale * across[2], self.scale * down[2], FOCAL],
        ])
    }
}

impl Projection {
    pub fn apply(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let [across, down, depth] = self.0.map(|[a, b, c]| a * x + b * y + c);
        (across / depth, down / depth)
    }

    /// The way back: the adjugate, which is the inverse up to a factor that does not matter.
    pub fn inverse(&self) -> Self {
        let [[a, b, c], [d, e, f], [g, h, i]] = self.0;
        Self([
            [e * i - f * h, c * h - b * i, b * f - c * e],
            [f * g - d * i, a * i - c * g, c * d - a * f],
            [d * h - e * g, b * g - a * h, a * e - b * d],
        ])
    }
}
